/** A word that stands nowhere else, with the place where it was typed in it. @example canary('happening') // 'Zq7happeningZq7' */
export const canary = (where: string): string => `Zq7${where}Zq7`
