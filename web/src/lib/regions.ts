// World regions of UN M49 with a colour that every colour vision tells apart.
export const REGIONS: readonly { id: string; colour: string }[] = [
  { id: 'Europe', colour: 'var(--class-bipolar)' },
  { id: 'Asia', colour: 'var(--class-unipolar)' },
  { id: 'Africa', colour: 'var(--class-multipolar)' },
  { id: 'Americas', colour: 'var(--class-polycentric)' },
  { id: 'Oceania', colour: 'var(--shade-5)' },
];

export const regionColour = (region: string): string => REGIONS.find((each) => each.id === region)?.colour ?? 'var(--muted)';
