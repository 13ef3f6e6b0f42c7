import { drop } from "xdpgen";

const flags = JSON.parse('[{}, { "sin": true }, { "any": [] }, { "all": ["syn", "finn"] }, { "syn": 1 }]');

export default drop("flags").tcpFlags(...flags);
