/** The client's file in a program's folder. */
export const CLIENT_FILE = "client.ts";
