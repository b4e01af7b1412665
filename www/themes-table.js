/**
 * What `themes.html` can choose and change: the themes, and a control for each custom property of the element.
 *
 * @module
 */

/** The themes by the names of their files, with what they are called; the first is the element's own look. */
export const THEMES = [
  { file: '', zh: '默认', en: 'Default' },
  { file: 'newspaper', zh: '报纸', en: 'Newspaper' },
  { file: 'manual', zh: '手册', en: 'Manual' },
  { file: 'blog', zh: '博客', en: 'Blog' },
  { file: 'ink', zh: '墨', en: 'Ink' },
  { file: 'plain', zh: '素', en: 'Plain' },
];

const SANS = '"PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif';
const SONG = '"Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", STSong, SimSun, serif';
const KAI = '"LXGW WenKai", "Kaiti SC", STKaiti, KaiTi, serif';
/** @type {Choice[]} */
const FONTS = [[SANS, '黑体', 'Hei (sans)'], [SONG, '宋体', 'Song (serif)'], [KAI, '楷体', 'Kai'], ['system-ui, sans-serif', '系统字体', 'the system’s'], ['monospace', '等宽', 'monospace']];

/** A value, and what it is called in Chinese and in English. @typedef {[value: string, zh: string, en: string]} Choice */

/**
 * A control. `shown` is a colour as the inside of the element knows it; `initial`, in `unit`, what holds where the theme says nothing.
 * @typedef {{ name: string, zh: string, en: string } & (
 *   { kind: 'colour', shown: string }
 *   | { kind: 'length', unit: string, min: number, max: number, step: number, initial: number }
 *   | { kind: 'choice', choices: Choice[] }
 *   | { kind: 'number', initial: number })} Control
 */

/** The controls in their groups. @type {{ zh: string, en: string, controls: Control[] }[]} */
export const GROUPS = [
  { zh: '颜色', en: 'Colours', controls: [
    { name: 'ink', zh: '文字', en: 'Text', kind: 'colour', shown: 'var(--ink)' },
    { name: 'faint', zh: '次要文字', en: 'Lesser text', kind: 'colour', shown: 'var(--faint)' },
    { name: 'paper', zh: '底色', en: 'Ground', kind: 'colour', shown: 'var(--paper)' },
    { name: 'line', zh: '分隔线', en: 'Lines between', kind: 'colour', shown: 'var(--line)' },
    { name: 'border', zh: '边框', en: 'Borders', kind: 'colour', shown: 'var(--xun-zhang-border, var(--ink))' },
    { name: 'accent', zh: '焦点', en: 'Accent', kind: 'colour', shown: 'var(--accent)' },
    { name: 'chosen', zh: '选中的底色', en: 'Behind the active one', kind: 'colour', shown: 'var(--chosen)' },
    { name: 'link', zh: '标题', en: 'Headlines', kind: 'colour', shown: 'var(--xun-zhang-link, var(--ink))' },
    { name: 'mark', zh: '命中的底色', en: 'Behind matches', kind: 'colour', shown: 'var(--mark)' },
    { name: 'mark-ink', zh: '命中的文字', en: 'Matches', kind: 'colour', shown: 'var(--xun-zhang-mark-ink, var(--ink))' },
  ] },
  { zh: '文字', en: 'Type', controls: [
    { name: 'font', zh: '字体', en: 'Font', kind: 'choice', choices: FONTS },
    { name: 'size', zh: '字号', en: 'Size', kind: 'choice', choices: [['small', '小', 'small'], ['medium', '中', 'medium'], ['large', '大', 'large'], ['x-large', '特大', 'extra large']] },
    { name: 'title-font', zh: '标题字体', en: 'Headline font', kind: 'choice', choices: FONTS },
    { name: 'title-size', zh: '标题字号', en: 'Headline size', kind: 'length', unit: 'em', min: 0.9, max: 1.6, step: 0.05, initial: 1 },
    { name: 'title-weight', zh: '标题粗细', en: 'Headline weight', kind: 'choice', choices: [['400', '常规', 'regular'], ['500', '中等', 'medium'], ['600', '半粗', 'semibold'], ['700', '粗', 'bold'], ['900', '特粗', 'black']] },
    { name: 'mark-line', zh: '命中的划线', en: 'Line at matches', kind: 'choice', choices: [
      ['none', '没有', 'none'], ['underline', '下划线', 'underline'], ['underline 2px', '粗下划线', 'thick underline'], ['underline wavy', '波浪线', 'wavy'], ['underline dotted 3px', '点线', 'dotted']] },
  ] },
  { zh: '框与间距', en: 'Shape and room', controls: [
    { name: 'space', zh: '疏密', en: 'Room', kind: 'length', unit: '', min: 0.5, max: 1.8, step: 0.05, initial: 1 },
    { name: 'radius', zh: '圆角', en: 'Corners', kind: 'length', unit: 'px', min: 0, max: 28, step: 1, initial: 0 },
    { name: 'border-width', zh: '边框粗细', en: 'Border width', kind: 'length', unit: 'px', min: 0, max: 4, step: 1, initial: 1 },
    { name: 'box-height', zh: '搜索框高', en: 'Height of the box', kind: 'length', unit: 'em', min: 2.25, max: 4.5, step: 0.25, initial: 2.75 },
  ] },
  { zh: '面板', en: 'Panel', controls: [
    { name: 'panel-width', zh: '宽', en: 'Width', kind: 'choice', choices: [['100%', '与框同宽', 'as the box'], ['min(24em, 92vw)', '窄', 'narrow'], ['min(36em, 92vw)', '中', 'medium'], ['min(56em, 92vw)', '宽', 'wide']] },
    { name: 'panel-height', zh: '最高', en: 'Height at most', kind: 'choice', choices: [['min(20em, 60vh)', '矮', 'low'], ['min(32em, 70vh)', '中', 'medium'], ['80vh', '高', 'high']] },
    { name: 'shadow', zh: '影子', en: 'Shadow', kind: 'choice', choices: [
      ['none', '没有', 'none'], ['0 .2em .6em #0002', '浅', 'slight'], ['0 .5em 1.5em #0002', '中', 'medium'], ['0 1em 3em #0005', '深', 'deep'], ['.4em .4em 0 #0003', '硬', 'hard']] },
    { name: 'backdrop', zh: '弹出时的遮罩', en: 'Behind the palette', kind: 'choice', choices: [['#0000', '没有', 'none'], ['#0003', '浅', 'light'], ['#0006', '中', 'medium'], ['#000c', '深', 'dark']] },
    { name: 'z-index', zh: '层次', en: 'Layer', kind: 'number', initial: 1000 },
  ] },
];

/** All controls, in the order in which the CSS has them. */
export const CONTROLS = GROUPS.flatMap(({ controls }) => controls);
