import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** DER, as much of it as a certificate needs. */
const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
const seq = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts)
const oid = (...bytes: readonly number[]): Buffer => tagged(0x06, Buffer.from(bytes))
const bits = (content: Uint8Array): Buffer => tagged(0x03, Buffer.from([0]), content)

const ECDSA_SHA256 = seq(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2))
const NAME = seq(tagged(0x31, seq(oid(0x55, 4, 3), tagged(0x0c, Buffer.from('localhost')))))

/** A certificate for `localhost` that vouches for itself, made anew for each test, with its key; both PEM. */
export function certificateForLocalhost(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const time = (year: number): Buffer => tagged(0x18, Buffer.from(`${year}0101000000Z`))
  const names = tagged(0x04, seq(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1]))))
  const serial = randomBytes(8)
  serial[0] = 1
  const body = seq(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, serial),
    ECDSA_SHA256,
    NAME,
    seq(time(2020), time(2099)),
    NAME,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, seq(seq(oid(0x55, 0x1d, 0x11), names))),
  )
  const der = seq(body, ECDSA_SHA256, bits(sign('sha256', body, privateKey)))
  const lines = der.toString('base64').replaceAll(/(.{64})/g, '$1\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
  }
}
