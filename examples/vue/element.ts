import { createApp } from 'vue';
import Element from './Element.vue';

createApp(Element).mount('#app');
