/** An amount as it is sent and stored: a decimal string and an ISO 4217 code, such as `48670000000.00` `CNY`. */
export type Money = Readonly<{ amount: string; currency: string }>;

/** A decimal number without a float: `digits` / 10^`scale`. */
export type Decimal = Readonly<{ digits: bigint; scale: number }>;

/**
 * ISO 4217, by number of decimals. Funds, precious metals and units of account (XDR, CLF, CHE …) are no money that
 * is signed for. BGN, HRK and ANG have given way to others since 2022 and stay, since the record is of the past too.
 */
const CURRENCIES: readonly (readonly [decimals: number, codes: string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
     CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR
     IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
     NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC
     SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
];

const DECIMALS: ReadonlyMap<string, number> = new Map(
  CURRENCIES.flatMap(([decimals, codes]) => codes.split(/\s+/).map((code): [string, number] => [code, decimals])),
);

/** How many decimals the minor unit of a currency has (ISO 4217); undefined where the text is no currency code. */
export const decimalsOf = (currency: string): number | undefined => DECIMALS.get(currency);

/**
 * Reads a plain decimal such as `-100.50`. Undefined where it has a plus sign, an exponent, spaces, leading zeros,
 * a bare point, or more than 30 digits.
 */
export const readDecimal = (text: string): Decimal | undefined => {
  const [, sign, whole, fraction = ''] = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || whole.length + fraction.length > 30) return undefined;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
};

/** Writes a decimal with exactly as many decimals as its scale says. */
export const writeDecimal = ({ digits, scale }: Decimal): string => {
  const padded = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  const point = padded.length - scale;
  return `${digits < 0n ? '-' : ''}${padded.slice(0, point)}${scale > 0 ? `.${padded.slice(point)}` : ''}`;
};

/** The amount in minor units (fen, cents); undefined where it is malformed or finer than the currency allows. */
export const parseMinor = (amount: string, currency: string): bigint | undefined => {
  const [decimals, read] = [decimalsOf(currency), readDecimal(amount)];
  if (decimals === undefined || read === undefined || read.scale > decimals) return undefined;
  return read.digits * 10n ** BigInt(decimals - read.scale);
};

/**
 * The amount in minor units (fen, cents).
 * @throws RangeError where `parseMinor` answers undefined.
 */
export const toMinor = ({ amount, currency }: Money): bigint => {
  const minor = parseMinor(amount, currency);
  if (minor === undefined) throw new RangeError(`'${amount}' is not an amount in '${currency}'`);
  return minor;
};

/**
 * The amount, from minor units, with all decimals of its currency: `48670000000.00`.
 * @throws RangeError where the text is no currency code.
 */
export const fromMinor = (minor: bigint, currency: string): string => {
  const scale = decimalsOf(currency);
  if (scale === undefined) throw new RangeError(`'${currency}' is not a currency code`);
  return writeDecimal({ digits: minor, scale });
};
