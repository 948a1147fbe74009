import {
  Bell,
  ChevronsRight,
  Circle,
  CircleHelp,
  CircleStop,
  Clock,
  CornerDownRight,
  Database,
  Flag,
  FlaskConical,
  Hourglass,
  type LucideIcon,
  Mail,
  MessageSquare,
  MessageSquareText,
  Play,
  ShoppingCart,
  Split,
  Timer,
  User,
  Zap,
} from "lucide-react";

/** The icons that kinds name, so that the bundle holds these and not all of Lucide. A kind with another name gets a circle. */
const icons: Record<string, LucideIcon> = {
  bell: Bell,
  "chevrons-right": ChevronsRight,
  "circle-help": CircleHelp,
  "circle-stop": Flag,
  clock: Timer,
  "clock-3": Clock,
  "corner-down-right": CornerDownRight,
  database: Database,
  flag: Flag,
  "flask-conical": FlaskConical,
  hourglass: Hourglass,
  mail: Mail,
  "message-square": MessageSquareText,
  "message-circle": MessageSquare,
  play: Play,
  "shopping-cart": ShoppingCart,
  split: Split,
  stop: CircleStop,
  user: User,
  zap: Zap,
};

export function iconOf(name: string): LucideIcon {
  return Object.hasOwn(icons, name) ? (icons[name] as LucideIcon) : Circle;
}
