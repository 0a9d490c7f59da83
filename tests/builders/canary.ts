/** A word that stands nowhere else, with the place where it was typed in it. @example canary('happening') // 'Zq7happeningZq7' */
export const canary = (where: string): string => `Zq7${where}Zq7`
export const CANARY_NHS = '9990000018'
export const CANARY_BORN = '1931-07-19'
export const CANARY_PHONE = '07700 900 317'
/** Everything that was typed about the person, in one pattern each. */
export const canaries = ['Zq7', CANARY_NHS, CANARY_BORN, CANARY_PHONE] as const
