/** Stand-in for `k6/execution` in unit tests. */
export default {
  vu: { idInTest: 1, iterationInScenario: 0, iterationInInstance: 0, tags: {}, metrics: { tags: {} } },
  scenario: { name: 'test', startTime: 0, iterationInTest: 0 },
  instance: { currentTestRunDuration: 0 },
  test: {
    abort(message: string): never {
      throw new Error(message);
    },
  },
};
