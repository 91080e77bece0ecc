declare module 'pidusage' {
  interface Usage {
    /** Percent of one core since the last call for this process (since its start, at the first). */
    readonly cpu: number;
    /** CPU time since its start, ms. */
    readonly ctime: number;
    /** Bytes. */
    readonly memory: number;
  }
  function pidusage(pid: number): Promise<Usage>;
  namespace pidusage {
    function clear(): void;
  }
  export default pidusage;
}
