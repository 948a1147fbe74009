/** Segment's own: bytes of one event and of a request. */
export const eventBytes = 32 * 1024;
export const requestBytes = 500 * 1024;
/** Events of one batch; Segment's SDKs send at most a few hundred. */
export const batchEvents = 2500;
/** How deep objects may lie in each other. */
export const depth = 32;
export const nameCharacters = 255;
