// What Next adds to TypeScript's world. Its own next-env.d.ts points into the build folder, which may be another build's.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
