// A UDP peer in a namespace of a test.
//   send <address> <port> <count> <bytes>   sends so many datagrams, each of so many bytes
//   flood <address> <port>                  sends until stdin ends, then prints how many
//   count <port>…                           says "ready", counts datagrams until stdin ends, then prints how many
import { Buffer } from "node:buffer";
import console from "node:console";
import dgram from "node:dgram";
import process from "node:process";
import { setImmediate, setTimeout } from "node:timers";

const [mode, ...args] = process.argv.slice(2);
const socket = dgram.createSocket("udp4");
const stdinEnd = new Promise((resolve) => process.stdin.on("end", resolve).resume());
const send = (address, port, bytes) =>
  new Promise((resolve, reject) => {
    socket.send(Buffer.alloc(bytes), Number(port), address, (error) => (error ? reject(error) : resolve()));
  });

if (mode === "send") {
  const [address, port, count, bytes] = args;
  for (let i = 0; i < Number(count); i++) await send(address, port, Number(bytes));
} else if (mode === "flood") {
  let sent = 0;
  let ended = false;
  void stdinEnd.then(() => (ended = true));
  while (!ended) {
    await send(args[0], args[1], 18);
    sent++;
    if (sent % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  console.log(sent);
} else if (mode === "count") {
  let received = 0;
  const sockets = args.map((port) => {
    const listener = dgram.createSocket("udp4");
    listener.on("message", () => received++);
    return new Promise((resolve) => listener.bind(Number(port), () => resolve(listener)));
  });
  const bound = await Promise.all(sockets);
  console.log("ready");
  await stdinEnd;
  // What has arrived already is still delivered.
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const listener of bound) listener.close();
  console.log(received);
}
socket.close();
