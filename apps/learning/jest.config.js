export default { displayName: 'learning', preset: '../../jest.preset.js' };
