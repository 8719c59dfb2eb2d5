// On the machine of CI, which is as busy as it is, a test that failed is tried once more; its first failure is shown.
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });
