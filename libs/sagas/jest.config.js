export default { displayName: 'sagas', preset: '../../jest.preset.js' };
