// Without the fonts of the theme: those of the reader's system need no download.
import theme from 'vitepress/theme-without-fonts';
import './style.css';
import './diagram.css';

export default theme;
