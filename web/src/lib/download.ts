// Hands the reader a file. Nothing is sent anywhere: the file is made in the page.

function handOver(href: string, name: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

export function saveText(text: string, name: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  handOver(address, name);
  // The browser has taken the file by the next turn of its loop.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A UTF-8 mark at the front tells spreadsheets the encoding. */
export const saveCsv = (text: string, name: string): void => saveText(`\uFEFF${text}`, `${name}.csv`, 'text/csv;charset=utf-8');
export const saveSvg = (text: string, name: string): void => saveText(text, `${name}.svg`, 'image/svg+xml;charset=utf-8');

/** Draws the picture at twice its size, which prints well at a column's width. */
export async function savePng(svg: string, name: string, scale = 2): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(picture.naturalWidth * scale);
  canvas.height = Math.ceil(picture.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  handOver(canvas.toDataURL('image/png'), `${name}.png`);
}

/** 'order-1816-2024' out of any title: a name that every file system takes. */
export function fileName(...parts: readonly (string | number)[]): string {
  return ['entente', ...parts]
    .join('-')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/[^a-zA-Z0-9-]/g, '')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80);
}
