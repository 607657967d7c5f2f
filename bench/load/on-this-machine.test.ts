import { expect, test } from "vitest";
import { onThisMachine } from "./on-this-machine.mjs";

test("load goes to this machine", () => {
  for (const origin of ["http://127.0.0.1:4700", "http://127.8.8.8:1", "http://localhost:80", "http://[::1]:4700"])
    expect(() => onThisMachine(origin)).not.toThrow();
});

test("and nowhere else, however it is written", () => {
  const elsewhere = [
    "http://example.com",
    "https://127.0.0.1:4700",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.0.0.1@example.com",
    "http://10.0.0.1",
    "http://[::ffff:10.0.0.1]",
    "http://0.0.0.0:4700",
  ];
  for (const origin of elsewhere) expect(() => onThisMachine(origin), origin).toThrow("this machine only");
});
