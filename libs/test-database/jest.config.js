export default { displayName: 'test-database', preset: '../../jest.preset.js' };
