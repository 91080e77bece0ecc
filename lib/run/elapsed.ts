/** Seconds since the load began. */
export function elapsedSeconds(data: { readonly loadStartsAt: number }): number {
  return (Date.now() - data.loadStartsAt) / 1000;
}
