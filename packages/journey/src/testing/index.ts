export { abandonedCart } from "./abandoned-cart.ts";
