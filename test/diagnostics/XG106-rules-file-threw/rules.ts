import { drop } from "xdpgen";

function blocked(country: string): string[] {
  throw new Error(`no list for ${country}`);
}

export default drop("country").ipv4Src(blocked("xx"));
