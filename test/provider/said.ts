/** What each test of the file or describe that calls this makes the provider say; it is not printed. */
export function saidPerTest(): () => unknown[][] {
  let said: unknown[][] = [];
  beforeEach(() => {
    said = [];
    jest.spyOn(console, "log").mockImplementation((...words: unknown[]) => void said.push(words));
  });
  afterEach(() => void jest.restoreAllMocks());
  return () => said;
}
