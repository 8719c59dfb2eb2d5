export default { displayName: 'research-workflow', preset: '../../jest.preset.js' };
