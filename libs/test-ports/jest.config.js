export default { displayName: 'test-ports', preset: '../../jest.preset.js' };
