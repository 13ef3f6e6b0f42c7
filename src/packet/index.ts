export { ACTION_NAMES, actionOf, ACTIONS, type ActionName } from "./actions.js";
export {
  show,
  type BitTest,
  type Datatype,
  type DatatypeName,
  type Interval,
  type Parsed,
  type Refusal,
} from "./datatype.js";
export { IPV6_EXTENSIONS, TCP_FLAGS, type TcpFlagName } from "./datatypes/bits.js";
export { FRAGMENTS } from "./datatypes/enumerations.js";
export { maxOf } from "./datatypes/integer.js";
export { formatIpv4, parseIpv4 } from "./datatypes/ipv4-address.js";
export { formatIpv6, parseIpv6 } from "./datatypes/ipv6-address.js";
export type { FieldRow, HeaderLocation, Location, Size } from "./field.js";
export { FIELD_NAMES, fieldRow, FIELDS, type FieldName } from "./fields.js";
export {
  HEADER_ROWS,
  HEADERS,
  PROTOCOL_NAMES,
  PROTOCOLS,
  type HeaderName,
  type Layer,
  type ProtocolName,
  type ProtocolRow,
} from "./protocol.js";
export {
  addElement,
  addRecord,
  createLiveRecords,
  elementAt,
  RECORD,
  RECORD_LANES,
  recordsOf,
  type LiveRecords,
} from "./live-records.js";
export {
  fitsLiveType,
  hasPrefixes,
  intervalOf,
  isLiveType,
  LIVE_TYPES,
  liveBits,
  type LiveElement,
  type LiveSetType,
  type LiveTypeName,
} from "./live-sets.js";
