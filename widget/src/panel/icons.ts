// Paths of the drawings, on a field of 24 × 24.

export const CLOSE = "M6 6l12 12M18 6L6 18";
export const BACK = "M15 5l-7 7 7 7";
export const LIST = "M4 6h16M4 12h16M4 18h10";
export const NEW = "M12 5v14M5 12h14";
export const SEND = "M12 20V4M5 11l7-7 7 7";
export const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.5 3.8-5 7.5-5s6.7 1.5 7.5 5";
export const EYE = "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z";
export const BOOK = "M5 4.5h10a3 3 0 0 1 3 3V20H8a3 3 0 0 1-3-3ZM5 17a3 3 0 0 1 3-3h10";
export const CHECK = "M5 12.5l4.5 4.5L19 7.5";
export const CHECKS = "M2 12.5l4.5 4.5L16 7.5M11 16l1 1 9.5-9.5";
export const SPARK = "M12 3l2 6.5L20.5 12 14 14.5 12 21l-2-6.5L3.5 12 10 9.5Z";
export const STAR = "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L12 16.9l-5.2 2.8 1-5.9L3.5 9.7l5.9-.8Z";
export const DOWN = "M6 9l6 6 6-6";
export const CLOUD_OFF = "M3 3l18 18M9 6.3A6 6 0 0 1 17.7 10 4 4 0 0 1 20 16.5M16.5 18.5H7a4.5 4.5 0 0 1-1-8.9";
export const CLOCK = "M12 7v5l3.5 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z";
export const CLIP = "M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.6 8.5a1.7 1.7 0 0 1-2.5-2.4l7.8-7.8";
export const CAMERA = "M4 8h3.5L9 5.5h6L16.5 8H20v11H4ZM12 16.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z";
