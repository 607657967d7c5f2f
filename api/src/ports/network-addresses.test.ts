import fc from "fast-check";
import { expect, test } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "./network-addresses.ts";

test.each([
  ...["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0"],
  ...["169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "198.17.255.255", "223.255.255.255"],
  ...["2606:4700:4700::1111", "2a00:1450:4001:82a::200e", "2001:4860:4860::8888", "2000::", "3ffe:ffff::1"],
])("%s is public", address => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ["this network", "0.0.0.0"],
  ["private", "10.1.2.3"],
  ["carrier's own", "100.64.0.1"],
  ["loopback", "127.0.0.1"],
  ["all of loopback", "127.255.255.254"],
  ["cloud metadata", "169.254.169.254"],
  ["private", "172.16.0.1"],
  ["private, last", "172.31.255.255"],
  ["protocol assignments", "192.0.0.192"],
  ["documentation", "192.0.2.1"],
  ["6to4 relay", "192.88.99.1"],
  ["private", "192.168.255.255"],
  ["benchmarking", "198.19.255.255"],
  ["documentation", "198.51.100.7"],
  ["documentation", "203.0.113.7"],
  ["multicast", "224.0.0.1"],
  ["reserved", "240.0.0.1"],
  ["broadcast", "255.255.255.255"],
  ["unspecified", "::"],
  ["loopback", "::1"],
  ["loopback, compatible", "::127.0.0.1"],
  ["loopback, mapped", "::ffff:127.0.0.1"],
  ["loopback, mapped in hex", "::ffff:7f00:1"],
  ["public, mapped", "::ffff:8.8.8.8"],
  ["translated", "::ffff:0:127.0.0.1"],
  ["NAT64", "64:ff9b::169.254.169.254"],
  ["NAT64 of one's own", "64:ff9b:1::1"],
  ["discard", "100::1"],
  ["Teredo", "2001::1"],
  ["documentation", "2001:db8::1"],
  ["6to4 of loopback", "2002:7f00:1::"],
  ["documentation", "3fff::1"],
  ["segment routing", "5f00::1"],
  ["unique local", "fd00:ec2::254"],
  ["link-local", "fe80::1"],
  ["site-local", "fec0::1"],
  ["multicast", "ff02::1"],
  ["not given out", "4000::1"],
  ["not given out", "e000::1"],
])("%s %s is not public", (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "",
  "example.com",
  "1.2.3",
  "1.2.3.4.5",
  "0x7f.1",
  "2130706433",
  "1.1.1.1:80",
  "[2606:4700::1]",
  "fe80::1%eth0",
  " 1.1.1.1",
])("%j is no address", text => {
  expect(isPublicAddress(text)).toBe(false);
  expect(isLoopbackAddress(text)).toBe(false);
});

test("no private IPv4 address becomes public in the notation of IPv6", () => {
  fc.assert(
    fc.property(fc.ipV4(), address => {
      for (const prefix of ["::", "::ffff:", "64:ff9b::", "::ffff:0:"])
        expect(isPublicAddress(`${prefix}${address}`)).toBe(false);
    }),
  );
});

test("loopback is this machine alone", () => {
  expect(["127.0.0.1", "127.1.2.3", "::1"].every(isLoopbackAddress)).toBe(true);
  expect(["128.0.0.1", "10.0.0.1", "0.0.0.0", "::", "::2", "::ffff:8.8.8.8"].some(isLoopbackAddress)).toBe(false);
});
