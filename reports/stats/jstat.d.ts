/** The part of jstat (which ships no types) that the suite uses. */
declare module 'jstat' {
  const jstat: {
    readonly jStat: {
      erfc(x: number): number;
      readonly normal: { inv(p: number, mean: number, sd: number): number };
      readonly studentt: { inv(p: number, degreesOfFreedom: number): number };
    };
  };
  export default jstat;
}
