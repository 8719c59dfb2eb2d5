export default {
  displayName: 'standalone',
  preset: '../../jest.preset.js',
  // Whole runs, several of them in one spec.
  testTimeout: 600_000,
};
