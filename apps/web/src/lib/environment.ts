/** Holds the id of the environment that a browser looks at. The server only accepts one of the person's own. */
export const environmentCookie = "journeyman.environment";
export const environmentHeader = "x-environment";
