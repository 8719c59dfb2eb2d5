export default { displayName: 'test-kafka', preset: '../../jest.preset.js' };
