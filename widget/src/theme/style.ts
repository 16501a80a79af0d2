// The colours that are the same for every brand, light and dark; the theme (theme.ts) says which of the two.

export const COLORS_CSS = `
:host{--ink:light-dark(#16181d,#eceef3);--quiet:light-dark(#5a6170,#a6adbb);--soft:light-dark(#f2f3f6,#252932);--line:light-dark(#e1e4ea,#343945);--edge:light-dark(#858c9a,#7d8596);--warn:light-dark(#8a4b00,#ffc977);--warn-soft:light-dark(#fff4e0,#3a2d16);--good:light-dark(#17663a,#7fdca4)}
`;
