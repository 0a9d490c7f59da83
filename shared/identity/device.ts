/** What a person would call the thing in their hand. */
export interface Device {
  readonly kind: 'phone' | 'tablet' | 'computer'
  /** `Chrome on Windows`, `Safari on iPhone`. */
  readonly label: string
}

/** The first that fits names it: most browsers also call themselves by the name of another. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string, Device['kind']])[] = [
  [/\biPhone\b|\biPod\b/, 'iPhone', 'phone'],
  [/\biPad\b/, 'iPad', 'tablet'],
  [/\bAndroid\b.*\bMobile\b/, 'an Android phone', 'phone'],
  [/\bAndroid\b/, 'an Android tablet', 'tablet'],
  [/\bCrOS\b/, 'a Chromebook', 'computer'],
  [/\bWindows\b/, 'Windows', 'computer'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac', 'computer'],
  [/\bLinux\b/, 'Linux', 'computer'],
]
const LONGEST = 512

/**
 * A browser’s own description of itself in plain words. It is believed only for the label and for the length of the session of
 * somebody who may have a long one; nothing else hangs on it.
 *
 * @example deviceOf('Mozilla/5.0 (iPhone; …) … Version/18.0 Mobile/15E148 Safari/604.1') // { kind: 'phone', label: 'Safari on iPhone' }
 */
export function deviceOf(userAgent: string | undefined): Device {
  const text = (userAgent ?? '').slice(0, LONGEST)
  const browser = browsers.find(([marks]) => marks.test(text))?.[1]
  const system = systems.find(([marks]) => marks.test(text))
  const label = [browser ?? 'A browser', system && `on ${system[1]}`].filter(Boolean).join(' ')
  return { kind: system?.[2] ?? 'computer', label }
}
