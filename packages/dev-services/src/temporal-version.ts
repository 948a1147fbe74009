/** Temporal's command-line tool with the development server inside (server 1.29.1). Newer ones cannot be built with `go install`. */
export const temporalCliVersion = "1.5.1";
