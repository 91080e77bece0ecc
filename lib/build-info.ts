/** Facts about the bundle, put in by the bundler. Outside of a bundle (tests) they are unknown. */
declare const __SUITE_VERSION__: string | undefined;
declare const __REVISION__: string | undefined;

export const SUITE_VERSION = typeof __SUITE_VERSION__ === 'string' ? __SUITE_VERSION__ : 'unknown';
export const REVISION = typeof __REVISION__ === 'string' ? __REVISION__ : 'unknown';
