/** Text as it may stand in a comment for documentation: nothing in it ends the comment, or is taken for a tag. */
export const docText = (text: string): string => text.replaceAll("*/", "*\u2060/").replaceAll("@", "\\@");
