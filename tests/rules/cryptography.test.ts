import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { codeOf } from '#tests/architecture.ts'
import { readProduct, root } from '#tests/tree.ts'

/** Every use of cryptography, held equal to `docs/cryptography.md`: OWASP ASVS 5.0 V11.1.2, V11.2 to V11.6, V6.5.3. */
const page = readFileSync(join(root, 'docs', 'cryptography.md'), 'utf8')
const sectionOf = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
const quotedIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, quoted = '']) => quoted)
const tableIn = (heading: string): readonly (readonly string[])[] =>
  sectionOf(heading)
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))

const code = readProduct()
  .filter(({ path }) => /\.(?:tsx?|mjs)$/.test(path))
  .map(({ path, text }) => ({ path, text: codeOf(text) }))

const MODULES = /from ['"](@node-rs\/argon2|jose|openid-client|otpauth|@simplewebauthn\/\w+)['"]/
const CALLS =
  /\b(?:createHash|createHmac|createCipheriv|createDecipheriv|hkdf(?:Sync)?|scrypt(?:Sync)?|pbkdf2(?:Sync)?|argon2(?:Sync)?|randomBytes|randomInt|getRandomValues|timingSafeEqual|createSign|createVerify|generateKey\w*|createDiffieHellman|createECDH|subtle|CryptoJS|sjcl|forge)\b/
const NAMES =
  /['"`](md[245]|ripemd\w*|sha-?\d{1,3}(?:-\d+)?|aes-?[\w-]+|des\b[\w-]*|3des|rc[24][\w-]*|bf-\w+|blowfish|chacha[\w-]+|rsa\b[\w-]*|(?:RS|PS|ES|HS)\d{3}|EdDSA|Ed25519|X25519|P-\d{3}|secp\w+)['"`]/gi

const users = code.filter(({ text }) => MODULES.test(text) || CALLS.test(text))

describe('cryptography', () => {
  it('is used only in files that the document names', () => {
    const named = quotedIn(sectionOf('Where it is used'))
    expect(users.map(({ path }) => path).filter((path) => !named.includes(path))).toEqual([])
    const paths = named.filter((quoted) => quoted.includes('/'))
    expect(paths.filter((path) => !users.some((user) => user.path === path))).toEqual([])
  })

  it('uses only what the document approves, each algorithm in the files that it says', () => {
    const approved = tableIn('Algorithms').flatMap(([name = '', , files = '']) =>
      quotedIn(name).flatMap((algorithm) => quotedIn(files).map((path) => `${algorithm} in ${path}`)),
    )
    const used = users.flatMap(({ path, text }) =>
      [...text.matchAll(NAMES)].map(([, name = '']) => `${name} in ${path}`),
    )
    expect(approved.length).toBeGreaterThan(5)
    expect([...new Set(used)].filter((one) => !approved.includes(one))).toEqual([])
  })

  it('comes only from the modules that the document names', () => {
    const named = quotedIn(sectionOf('Where it comes from'))
    const imported = code.flatMap(({ text }) =>
      [...text.matchAll(/from ['"]([^'"]*(?:crypt|argon|scrypt|hash|jwt|jose|openid|otp|webauthn)[^'"]*)['"]/gi)]
        .map(([, module = '']) => module)
        .filter((module) => !/^[#.]/.test(module)),
    )
    expect([...new Set(imported)].filter((module) => !named.includes(module))).toEqual([])
  })

  it('takes chance from the system wherever it must not be guessed', () => {
    const guessable = code.filter(
      ({ path, text }) => /\bMath\s*\.\s*random\b/.test(text) && !path.startsWith('db/seed/'),
    )
    // These only spread tries over time.
    expect(guessable.map(({ path }) => path).toSorted()).toEqual([
      'client/kernel/api.ts',
      'client/kernel/queryCache.ts',
      'server/kernel/transaction.ts',
    ])
  })

  it('of the database is SHA-256 and random ids, and nothing weaker', () => {
    const folder = join(root, 'db', 'migrations')
    const weak = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .flatMap((name) =>
        [
          ...readFileSync(join(folder, name), 'utf8').matchAll(
            /\b(md5|crypt|gen_salt|encrypt|sha1|digest|hmac)\s*\(/gi,
          ),
        ].map(([, what = '']) => `${name}: ${what}`),
      )
    expect(weak.filter((one) => !quotedIn(sectionOf('In the database')).includes(one))).toEqual([])
  })
})
