/**
 * Harbor's customers. A real product has them in its database; these two are the demo's, and so are their passwords, which the sign-in page shows.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: string;
}

/** A class that comes again each week, at a wall-clock time of the studio. */
export interface YogaClass {
  readonly id: string;
  readonly name: string;
  readonly teacher: string;
  readonly room: string;
  readonly level: string;
  /** `09:00`, in the studio's zone. */
  readonly time: string;
  readonly minutes: number;
  readonly capacity: number;
  /** Of the week, Sunday being 0. */
  readonly weekdays: readonly number[];
  /** What to say of it, in one line. */
  readonly about: string;
}

export interface Studio {
  /** Also the workspace's `external_id`, and the name of its brand in `styles/brands.css`. */
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly timeZone: string;
  /** Customs of dates and times, as a BCP 47 tag. */
  readonly locale: string;
  /** Of an account's name on the networks, and of the page where one books. */
  readonly handle: string;
  readonly person: Person;
  readonly classes: readonly YogaClass[];
}

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WEEKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [0, 6];

export const studios: readonly Studio[] = [
  {
    id: "stillwater",
    name: "Stillwater Yoga",
    city: "Berlin",
    timeZone: "Europe/Berlin",
    locale: "en-GB",
    handle: "stillwater-yoga",
    person: {
      id: "mara",
      name: "Mara Lindqvist",
      email: "mara@stillwater.example",
      password: "slow-morning",
      role: "owner",
    },
    classes: [
      {
        id: "sunrise",
        name: "Sunrise Hatha",
        teacher: "Jonas Weber",
        room: "River room",
        level: "All levels",
        time: "07:00",
        minutes: 60,
        capacity: 14,
        weekdays: WEEKDAYS,
        about: "An hour of steady breath before the city wakes up.",
      },
      {
        id: "slow-flow",
        name: "Slow Flow",
        teacher: "Mara Lindqvist",
        room: "River room",
        level: "All levels",
        time: "10:00",
        minutes: 75,
        capacity: 14,
        weekdays: EVERY_DAY,
        about: "Long holds, soft music and plenty of time to arrive.",
      },
      {
        id: "lunch",
        name: "Lunch Reset",
        teacher: "Aylin Demir",
        room: "Garden room",
        level: "Beginners",
        time: "12:30",
        minutes: 40,
        capacity: 10,
        weekdays: WEEKDAYS,
        about: "Forty minutes for shoulders that sat all morning.",
      },
      {
        id: "family",
        name: "Family Yoga",
        teacher: "Aylin Demir",
        room: "Garden room",
        level: "With children from 4",
        time: "14:30",
        minutes: 45,
        capacity: 12,
        weekdays: WEEKEND,
        about: "Dogs, cobras and one very long train, with children from four.",
      },
      {
        id: "yin",
        name: "Candlelight Yin",
        teacher: "Mara Lindqvist",
        room: "River room",
        level: "All levels",
        time: "19:30",
        minutes: 90,
        capacity: 16,
        weekdays: EVERY_DAY,
        about: "Ninety quiet minutes on the floor, by candlelight.",
      },
    ],
  },
  {
    id: "fold-and-flow",
    name: "Fold & Flow",
    city: "New York",
    timeZone: "America/New_York",
    locale: "en-US",
    handle: "foldandflow",
    person: {
      id: "theo",
      name: "Theo Alvarez",
      email: "theo@foldandflow.example",
      password: "heat-wave-26",
      role: "manager",
    },
    classes: [
      {
        id: "express",
        name: "Power 45",
        teacher: "Theo Alvarez",
        room: "Studio A",
        level: "Intermediate",
        time: "06:30",
        minutes: 45,
        capacity: 28,
        weekdays: WEEKDAYS,
        about: "Fast, loud and over before your first meeting.",
      },
      {
        id: "foundations",
        name: "Foundations",
        teacher: "Priya Nair",
        room: "Studio B",
        level: "Beginners",
        time: "09:00",
        minutes: 60,
        capacity: 20,
        weekdays: EVERY_DAY,
        about: "The twelve shapes that everything else is made of.",
      },
      {
        id: "hot-26",
        name: "Hot 26",
        teacher: "Dana Brooks",
        room: "Studio A, 38 °C",
        level: "Intermediate",
        time: "12:00",
        minutes: 60,
        capacity: 24,
        weekdays: EVERY_DAY,
        about: "Twenty-six postures, one hot room, two towels.",
      },
      {
        id: "inversions",
        name: "Inversion Lab",
        teacher: "Priya Nair",
        room: "Studio B",
        level: "Advanced",
        time: "17:30",
        minutes: 75,
        capacity: 12,
        weekdays: WEEKDAYS,
        about: "Handstands, for people who are done with the wall.",
      },
      {
        id: "flow-live",
        name: "Flow + Live Set",
        teacher: "Theo Alvarez",
        room: "Studio A",
        level: "All levels",
        time: "20:00",
        minutes: 60,
        capacity: 32,
        weekdays: [0, 2, 4, 5, 6],
        about: "Vinyasa to a live DJ. Come as you are.",
      },
    ],
  },
];

/** The studio of a person who may sign in. */
export const studioOf = (personId: string): Studio | null => studios.find(({ person }) => person.id === personId) ?? null;
