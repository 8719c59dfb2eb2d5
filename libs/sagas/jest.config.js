export default { displayName: 'sagas', preset: '../../jest.preset.js', testTimeout: 60_000 };
