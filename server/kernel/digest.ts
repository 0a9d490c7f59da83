import { createHash } from 'node:crypto'

/**
 * What a text comes to, as sixty-four letters and digits: the same text gives the same, and no two are known to. SHA-256, FIPS 180-4.
 *
 * @example digestOf('') // 'e3b0c442…b855'
 */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')
