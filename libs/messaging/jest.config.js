export default { displayName: 'messaging', preset: '../../jest.preset.js', testTimeout: 60_000 };
