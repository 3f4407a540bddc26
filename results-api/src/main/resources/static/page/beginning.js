/** The number of bytes of which the first rows are tried. */
const TRIED_BYTES = 256 * 1024;
/** The same of a compressed file, whose end can't be cut off at a row. */
const TRIED_COMPRESSED_BYTES = 1024 * 1024;

const LINE_FEED = 10;
const QUOTE = 34;
const CLOSING_BRACE = 125;

/** A file that can't be read: a folder, or one that was removed or changed since it was chosen. */
export class Unreadable extends Error {
  constructor() {
    super("The file can't be read. Is it a folder, or was it changed since? Then choose it again");
  }
}

export const isCompressed = (file) => file.name.endsWith(".gz");
export const isWhole = (file) => file.size <= (isCompressed(file) ? TRIED_COMPRESSED_BYTES : TRIED_BYTES);

/** The first part of a file, which ends with a row as far as that is possible without parsing CSV. */
export async function beginning(file) {
  const part = await bytes(file, isCompressed(file) ? TRIED_COMPRESSED_BYTES : TRIED_BYTES);
  if (isWhole(file) || isCompressed(file)) {
    return part;
  }
  const json = /^\s*([[{])/.exec(new TextDecoder().decode(part.subarray(0, 1024)));
  return json ? ofJson(part, json[1] === "[") : part.subarray(0, endOfRow(part));
}

/** The first lines of a file as text, for people. */
export async function firstLines(file, charset, lines, characters) {
  const part = await bytes(file, 4 * lines * characters);
  const text = decoder(part, charset).decode(part);
  return text
    .split(/\r\n?|\n/, lines)
    .map((line) => (line.length > characters ? `${line.slice(0, characters)} …` : line));
}

async function bytes(file, most) {
  try {
    return new Uint8Array(await file.slice(0, most).arrayBuffer());
  } catch {
    throw new Unreadable();
  }
}

function decoder(part, charset) {
  const marked = isUtf16(part) ? (part[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8";
  try {
    return new TextDecoder(charset || marked);
  } catch {
    // The server knows more charsets than the browser.
    return new TextDecoder(marked);
  }
}

const isUtf16 = (part) => (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff);

/** Up to the end of an object, and of the array that it is in. */
function ofJson(part, inArray) {
  const end = part.lastIndexOf(CLOSING_BRACE) + 1 || part.length;
  return inArray ? new Blob([part.subarray(0, end), "]"]) : part.subarray(0, end);
}

/** Behind the last line feed that isn't in a quoted cell, or the last one at all. */
function endOfRow(part) {
  const width = isUtf16(part) ? 2 : 1;
  const low = part[0] === 0xff ? 0 : width - 1;
  let last = 0;
  let lastOutside = 0;
  let inQuotes = false;
  for (let at = 0; at + width <= part.length; at += width) {
    if (width === 2 && part[at + 1 - low] !== 0) {
      continue;
    }
    if (part[at + low] === QUOTE) {
      inQuotes = !inQuotes;
    } else if (part[at + low] === LINE_FEED) {
      last = at + width;
      lastOutside = inQuotes ? lastOutside : last;
    }
  }
  return lastOutside || last || part.length;
}
