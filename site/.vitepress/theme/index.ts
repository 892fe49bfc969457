import { useRoute, type Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { nextTick, onMounted, watch } from 'vue';

import { keepIdiom, showIdiom } from './idiom.js';
import './style.css';

export default {
  extends: DefaultTheme,
  setup() {
    const route = useRoute();
    onMounted(() => {
      keepIdiom();
      showIdiom();
    });
    watch(
      () => route.path,
      () => nextTick(() => showIdiom()),
    );
  },
} satisfies Theme;
