/**
 * Emoji by their short names: Unicode CLDR's in English (Unicode License V3), without skin tones, without what only differs by gender, and without most flags and signs.
 * In Unicode's own order: faces first.
 */
const TABLE = `
😀 grinning face|😃 grinning face with big eyes|😄 grinning face with smiling eyes|😁 beaming face with smiling eyes
😆 grinning squinting face|😅 grinning face with sweat|🤣 rolling on the floor laughing|😂 face with tears of joy
🙂 slightly smiling face|🙃 upside-down face|🫠 melting face|😉 winking face|😊 smiling face with smiling eyes
😇 smiling face with halo|🥰 smiling face with hearts|😍 smiling face with heart-eyes|🤩 star-struck
😘 face blowing a kiss|😗 kissing face|☺️ smiling face|😚 kissing face with closed eyes|😙 kissing face with smiling eyes
🥲 smiling face with tear|😋 face savoring food|😛 face with tongue|😜 winking face with tongue|🤪 zany face
😝 squinting face with tongue|🤑 money-mouth face|🤗 smiling face with open hands|🤭 face with hand over mouth
🫢 face with open eyes and hand over mouth|🫣 face with peeking eye|🤫 shushing face|🤔 thinking face|🫡 saluting face
🤐 zipper-mouth face|🤨 face with raised eyebrow|😐 neutral face|😑 expressionless face|😶 face without mouth
🫥 dotted line face|😶‍🌫️ face in clouds|😏 smirking face|😒 unamused face|🙄 face with rolling eyes|😬 grimacing face
😮‍💨 face exhaling|🤥 lying face|🫨 shaking face|😌 relieved face|😔 pensive face|😪 sleepy face|🤤 drooling face
😴 sleeping face|😷 face with medical mask|🤒 face with thermometer|🤕 face with head-bandage|🤢 nauseated face
🤮 face vomiting|🤧 sneezing face|🥵 hot face|🥶 cold face|🥴 woozy face|😵 face with crossed-out eyes
😵‍💫 face with spiral eyes|🤯 exploding head|🤠 cowboy hat face|🥳 partying face|🥸 disguised face
😎 smiling face with sunglasses|🤓 nerd face|🧐 face with monocle|😕 confused face|🫤 face with diagonal mouth
😟 worried face|🙁 slightly frowning face|☹️ frowning face|😮 face with open mouth|😯 hushed face|😲 astonished face
😳 flushed face|🥺 pleading face|🥹 face holding back tears|😦 frowning face with open mouth|😧 anguished face
😨 fearful face|😰 anxious face with sweat|😥 sad but relieved face|😢 crying face|😭 loudly crying face
😱 face screaming in fear|😖 confounded face|😣 persevering face|😞 disappointed face|😓 downcast face with sweat
😩 weary face|😫 tired face|🥱 yawning face|😤 face with steam from nose|😡 enraged face|😠 angry face
🤬 face with symbols on mouth|😈 smiling face with horns|👿 angry face with horns|💀 skull|☠️ skull and crossbones
💩 pile of poo|🤡 clown face|👹 ogre|👺 goblin|👻 ghost|👽 alien|👾 alien monster|🤖 robot|😺 grinning cat
😸 grinning cat with smiling eyes|😹 cat with tears of joy|😻 smiling cat with heart-eyes|😼 cat with wry smile
😽 kissing cat|🙀 weary cat|😿 crying cat|😾 pouting cat|🙈 see-no-evil monkey|🙉 hear-no-evil monkey
🙊 speak-no-evil monkey|💌 love letter|💝 heart with ribbon|💖 sparkling heart|💗 growing heart|💓 beating heart
💞 revolving hearts|💕 two hearts|💟 heart decoration|❣️ heart exclamation|💔 broken heart|❤️‍🔥 heart on fire
❤️‍🩹 mending heart|❤️ red heart|🩷 pink heart|🧡 orange heart|💛 yellow heart|💚 green heart|💙 blue heart
🩵 light blue heart|💜 purple heart|🤎 brown heart|🖤 black heart|🩶 grey heart|🤍 white heart|💋 kiss mark
💯 hundred points|💢 anger symbol|💥 collision|💫 dizzy|💦 sweat droplets|💨 dashing away|🕳️ hole|💬 speech balloon
🗨️ left speech bubble|🗯️ right anger bubble|💭 thought balloon|💤 ZZZ|👋 waving hand|🤚 raised back of hand
🖐️ hand with fingers splayed|✋ raised hand|🖖 vulcan salute|🫱 rightwards hand|🫲 leftwards hand|🫳 palm down hand
🫴 palm up hand|🫷 leftwards pushing hand|🫸 rightwards pushing hand|👌 OK hand|🤌 pinched fingers|🤏 pinching hand
✌️ victory hand|🤞 crossed fingers|🫰 hand with index finger and thumb crossed|🤟 love-you gesture|🤘 sign of the horns
🤙 call me hand|👈 backhand index pointing left|👉 backhand index pointing right|👆 backhand index pointing up
🖕 middle finger|👇 backhand index pointing down|☝️ index pointing up|🫵 index pointing at the viewer|👍 thumbs up
👎 thumbs down|✊ raised fist|👊 oncoming fist|👏 clapping hands|🙌 raising hands|🫶 heart hands|👐 open hands
🤲 palms up together|🤝 handshake|🙏 folded hands|✍️ writing hand|💅 nail polish|💪 flexed biceps|🦵 leg|🦶 foot|👂 ear
🦻 ear with hearing aid|👃 nose|🧠 brain|👀 eyes|👁️ eye|👅 tongue|👄 mouth|🫦 biting lip|👶 baby|🧒 child|🧑 person
🧓 older person|🙍 person frowning|🙎 person pouting|🙅 person gesturing NO|🙆 person gesturing OK|💁 person tipping hand
🙋 person raising hand|🙇 person bowing|🤦 person facepalming|🤷 person shrugging|🥷 ninja|🫄 pregnant person
👼 baby angel|💆 person getting massage|🚶 person walking|🏃 person running|👯 people with bunny ears|🧗 person climbing
⛷️ skier|🏌️ person golfing|🏄 person surfing|🏊 person swimming|🚴 person biking|🧘 person in lotus position|💏 kiss
🗣️ speaking head|🫂 people hugging|👣 footprints|🐵 monkey face|🐒 monkey|🦍 gorilla|🦧 orangutan|🐶 dog face|🐕 dog
🦮 guide dog|🐕‍🦺 service dog|🐩 poodle|🐺 wolf|🦊 fox|🦝 raccoon|🐱 cat face|🐈 cat|🦁 lion|🐯 tiger face|🐅 tiger
🐆 leopard|🐴 horse face|🫎 moose|🫏 donkey|🐎 horse|🦄 unicorn|🦓 zebra|🦌 deer|🦬 bison|🐮 cow face|🐂 ox
🐃 water buffalo|🐄 cow|🐷 pig face|🐖 pig|🐗 boar|🐽 pig nose|🐏 ram|🐑 ewe|🐐 goat|🐪 camel|🐫 two-hump camel|🦙 llama
🦒 giraffe|🐘 elephant|🦣 mammoth|🦏 rhinoceros|🦛 hippopotamus|🐭 mouse face|🐁 mouse|🐀 rat|🐹 hamster|🐰 rabbit face
🐇 rabbit|🐿️ chipmunk|🦫 beaver|🦔 hedgehog|🦇 bat|🐻 bear|🐻‍❄️ polar bear|🐨 koala|🐼 panda|🦥 sloth|🦦 otter|🦨 skunk
🦘 kangaroo|🦡 badger|🐾 paw prints|🦃 turkey|🐔 chicken|🐓 rooster|🐣 hatching chick|🐤 baby chick
🐥 front-facing baby chick|🐦 bird|🐧 penguin|🕊️ dove|🦅 eagle|🦆 duck|🦢 swan|🦉 owl|🦤 dodo|🪶 feather|🦩 flamingo
🦚 peacock|🦜 parrot|🪽 wing|🪿 goose|🐸 frog|🐊 crocodile|🐢 turtle|🦎 lizard|🐍 snake|🐲 dragon face|🐉 dragon
🦕 sauropod|🦖 T-Rex|🐳 spouting whale|🐋 whale|🐬 dolphin|🦭 seal|🐟 fish|🐠 tropical fish|🐡 blowfish|🦈 shark
🐙 octopus|🐚 spiral shell|🪸 coral|🪼 jellyfish|🦀 crab|🦞 lobster|🦐 shrimp|🦑 squid|🦪 oyster|🐌 snail|🦋 butterfly
🐛 bug|🐜 ant|🐝 honeybee|🪲 beetle|🐞 lady beetle|🦗 cricket|🪳 cockroach|🕷️ spider|🕸️ spider web|🦂 scorpion
🦟 mosquito|🪰 fly|🪱 worm|🦠 microbe|💐 bouquet|🌸 cherry blossom|💮 white flower|🪷 lotus|🏵️ rosette|🌹 rose
🥀 wilted flower|🌺 hibiscus|🌻 sunflower|🌼 blossom|🌷 tulip|🪻 hyacinth|🌱 seedling|🪴 potted plant|🌲 evergreen tree
🌳 deciduous tree|🌴 palm tree|🌵 cactus|🌾 sheaf of rice|🌿 herb|☘️ shamrock|🍀 four leaf clover|🍁 maple leaf
🍂 fallen leaf|🍃 leaf fluttering in wind|🪹 empty nest|🪺 nest with eggs|🍄 mushroom|🍇 grapes|🍈 melon|🍉 watermelon
🍊 tangerine|🍋 lemon|🍌 banana|🍍 pineapple|🥭 mango|🍎 red apple|🍏 green apple|🍐 pear|🍑 peach|🍒 cherries
🍓 strawberry|🫐 blueberries|🥝 kiwi fruit|🍅 tomato|🫒 olive|🥥 coconut|🥑 avocado|🍆 eggplant|🥔 potato|🥕 carrot
🌽 ear of corn|🌶️ hot pepper|🫑 bell pepper|🥒 cucumber|🥬 leafy green|🥦 broccoli|🧄 garlic|🧅 onion|🥜 peanuts
🫘 beans|🌰 chestnut|🫚 ginger root|🫛 pea pod|🍞 bread|🥐 croissant|🥖 baguette bread|🫓 flatbread|🥨 pretzel|🥯 bagel
🥞 pancakes|🧇 waffle|🧀 cheese wedge|🍖 meat on bone|🍗 poultry leg|🥩 cut of meat|🥓 bacon|🍔 hamburger|🍟 french fries
🍕 pizza|🌭 hot dog|🥪 sandwich|🌮 taco|🌯 burrito|🫔 tamale|🥙 stuffed flatbread|🧆 falafel|🥚 egg|🍳 cooking
🥘 shallow pan of food|🍲 pot of food|🫕 fondue|🥣 bowl with spoon|🥗 green salad|🍿 popcorn|🧈 butter|🧂 salt
🥫 canned food|🍱 bento box|🍘 rice cracker|🍙 rice ball|🍚 cooked rice|🍛 curry rice|🍜 steaming bowl|🍝 spaghetti
🍠 roasted sweet potato|🍢 oden|🍣 sushi|🍤 fried shrimp|🍥 fish cake with swirl|🥮 moon cake|🍡 dango|🥟 dumpling
🥠 fortune cookie|🥡 takeout box|🍦 soft ice cream|🍧 shaved ice|🍨 ice cream|🍩 doughnut|🍪 cookie|🎂 birthday cake
🍰 shortcake|🧁 cupcake|🥧 pie|🍫 chocolate bar|🍬 candy|🍭 lollipop|🍮 custard|🍯 honey pot|🍼 baby bottle
🥛 glass of milk|☕ hot beverage|🫖 teapot|🍵 teacup without handle|🍶 sake|🍾 bottle with popping cork|🍷 wine glass
🍸 cocktail glass|🍹 tropical drink|🍺 beer mug|🍻 clinking beer mugs|🥂 clinking glasses|🥃 tumbler glass
🫗 pouring liquid|🥤 cup with straw|🧋 bubble tea|🧃 beverage box|🧉 mate|🧊 ice|🥢 chopsticks
🍽️ fork and knife with plate|🍴 fork and knife|🥄 spoon|🔪 kitchen knife|🫙 jar|🏺 amphora
🌍 globe showing Europe-Africa|🌎 globe showing Americas|🌏 globe showing Asia-Australia|🌐 globe with meridians
🗺️ world map|🗾 map of Japan|🧭 compass|🏔️ snow-capped mountain|⛰️ mountain|🌋 volcano|🗻 mount fuji|🏕️ camping
🏖️ beach with umbrella|🏜️ desert|🏝️ desert island|🏞️ national park|🏟️ stadium|🏛️ classical building
🏗️ building construction|🧱 brick|🪨 rock|🪵 wood|🛖 hut|🏘️ houses|🏚️ derelict house|🏠 house|🏡 house with garden
🏢 office building|🏤 post office|🏥 hospital|🏦 bank|🏨 hotel|🏩 love hotel|🏪 convenience store|🏫 school
🏬 department store|🏭 factory|🏰 castle|💒 wedding|🗼 Tokyo tower|🗽 Statue of Liberty|⛪ church|🕌 mosque
🛕 hindu temple|🕍 synagogue|⛩️ shinto shrine|🕋 kaaba|⛲ fountain|⛺ tent|🌁 foggy|🌃 night with stars|🏙️ cityscape
🌄 sunrise over mountains|🌅 sunrise|🌆 cityscape at dusk|🌇 sunset|🌉 bridge at night|♨️ hot springs|🎠 carousel horse
🛝 playground slide|🎡 ferris wheel|🎢 roller coaster|💈 barber pole|🎪 circus tent|🚂 locomotive|🚃 railway car
🚄 high-speed train|🚅 bullet train|🚆 train|🚇 metro|🚈 light rail|🚉 station|🚊 tram|🚝 monorail|🚞 mountain railway
🚋 tram car|🚌 bus|🚍 oncoming bus|🚎 trolleybus|🚐 minibus|🚑 ambulance|🚒 fire engine|🚓 police car
🚔 oncoming police car|🚕 taxi|🚖 oncoming taxi|🚗 automobile|🚘 oncoming automobile|🚙 sport utility vehicle
🛻 pickup truck|🚚 delivery truck|🚛 articulated lorry|🚜 tractor|🏎️ racing car|🏍️ motorcycle|🛵 motor scooter
🛺 auto rickshaw|🚲 bicycle|🛴 kick scooter|🛹 skateboard|🛼 roller skate|🚏 bus stop|🛣️ motorway|🛤️ railway track
🛢️ oil drum|⛽ fuel pump|🛞 wheel|🚨 police car light|🚥 horizontal traffic light|🚦 vertical traffic light|🛑 stop sign
🚧 construction|⚓ anchor|🛟 ring buoy|⛵ sailboat|🛶 canoe|🚤 speedboat|🛳️ passenger ship|⛴️ ferry|🛥️ motor boat|🚢 ship
✈️ airplane|🛫 airplane departure|🛬 airplane arrival|🪂 parachute|💺 seat|🚁 helicopter|🚟 suspension railway
🚠 mountain cableway|🚡 aerial tramway|🛰️ satellite|🚀 rocket|🛸 flying saucer|🛎️ bellhop bell|🧳 luggage
⌛ hourglass done|⏳ hourglass not done|⌚ watch|⏱️ stopwatch|🌚 new moon face|🌛 first quarter moon face
🌜 last quarter moon face|🌡️ thermometer|☀️ sun|🌝 full moon face|🌞 sun with face|🪐 ringed planet|⭐ star
🌟 glowing star|🌠 shooting star|🌌 milky way|☁️ cloud|⛅ sun behind cloud|⛈️ cloud with lightning and rain
🌦️ sun behind rain cloud|🌧️ cloud with rain|🌨️ cloud with snow|🌩️ cloud with lightning|🌪️ tornado|🌫️ fog
🌬️ wind face|🌀 cyclone|🌈 rainbow|🌂 closed umbrella|☂️ umbrella|☔ umbrella with rain drops|⛱️ umbrella on ground
⚡ high voltage|❄️ snowflake|☃️ snowman|⛄ snowman without snow|☄️ comet|🔥 fire|💧 droplet|🌊 water wave|🎃 jack-o-lantern
🎄 Christmas tree|🎆 fireworks|🎇 sparkler|🧨 firecracker|✨ sparkles|🎈 balloon|🎉 party popper|🎊 confetti ball
🎋 tanabata tree|🎍 pine decoration|🎏 carp streamer|🎐 wind chime|🎑 moon viewing ceremony|🧧 red envelope|🎀 ribbon
🎁 wrapped gift|🎗️ reminder ribbon|🎟️ admission tickets|🎫 ticket|🎖️ military medal|🏆 trophy|🏅 sports medal
🥇 1st place medal|🥈 2nd place medal|🥉 3rd place medal|⚽ soccer ball|⚾ baseball|🥎 softball|🏀 basketball|🏐 volleyball
🏈 american football|🏉 rugby football|🎾 tennis|🥏 flying disc|🎳 bowling|🏏 cricket game|🏑 field hockey|🏒 ice hockey
🥍 lacrosse|🏓 ping pong|🏸 badminton|🥊 boxing glove|🥋 martial arts uniform|🥅 goal net|⛳ flag in hole|⛸️ ice skate
🎣 fishing pole|🤿 diving mask|🎽 running shirt|🎿 skis|🛷 sled|🥌 curling stone|🎯 bullseye|🪀 yo-yo|🪁 kite
🔫 water pistol|🎱 pool 8 ball|🔮 crystal ball|🪄 magic wand|🎮 video game|🕹️ joystick|🎰 slot machine|🎲 game die
🧩 puzzle piece|🧸 teddy bear|🪅 piñata|🪩 mirror ball|🪆 nesting dolls|♠️ spade suit|♥️ heart suit|♦️ diamond suit
♣️ club suit|♟️ chess pawn|🃏 joker|🀄 mahjong red dragon|🎴 flower playing cards|🎭 performing arts|🖼️ framed picture
🎨 artist palette|🧵 thread|🪡 sewing needle|🧶 yarn|🪢 knot|👓 glasses|🕶️ sunglasses|🥽 goggles|🥼 lab coat
🦺 safety vest|👔 necktie|👕 t-shirt|👖 jeans|🧣 scarf|🧤 gloves|🧥 coat|🧦 socks|👗 dress|👘 kimono|🥻 sari
🩱 one-piece swimsuit|🩲 briefs|🩳 shorts|👙 bikini|🪭 folding hand fan|👛 purse|👜 handbag|👝 clutch bag
🛍️ shopping bags|🎒 backpack|🩴 thong sandal|👟 running shoe|🥾 hiking boot|🥿 flat shoe|👠 high-heeled shoe
🩰 ballet shoes|👑 crown|🎩 top hat|🎓 graduation cap|🧢 billed cap|🪖 military helmet|⛑️ rescue worker’s helmet
📿 prayer beads|💄 lipstick|💍 ring|💎 gem stone|🔇 muted speaker|🔈 speaker low volume|🔊 speaker high volume
📢 loudspeaker|📣 megaphone|📯 postal horn|🔔 bell|🔕 bell with slash|🎼 musical score|🎵 musical note|🎶 musical notes
🎙️ studio microphone|🎚️ level slider|🎛️ control knobs|🎤 microphone|🎧 headphone|📻 radio|🎷 saxophone|🎺 trumpet
🪗 accordion|🎸 guitar|🎹 musical keyboard|🎻 violin|🪕 banjo|🥁 drum|🪘 long drum|🪇 maracas|🪈 flute|📱 mobile phone
☎️ telephone|📞 telephone receiver|📟 pager|📠 fax machine|🔋 battery|🪫 low battery|🔌 electric plug|💻 laptop
🖥️ desktop computer|🖨️ printer|⌨️ keyboard|🖱️ computer mouse|🖲️ trackball|💽 computer disk|💾 floppy disk
💿 optical disk|📀 dvd|🧮 abacus|🎥 movie camera|🎞️ film frames|📽️ film projector|🎬 clapper board|📺 television
📷 camera|📸 camera with flash|📹 video camera|📼 videocassette|🔍 magnifying glass tilted left
🔎 magnifying glass tilted right|🕯️ candle|💡 light bulb|🔦 flashlight|🏮 red paper lantern|🪔 diya lamp
📔 notebook with decorative cover|📕 closed book|📖 open book|📗 green book|📘 blue book|📙 orange book|📚 books
📓 notebook|📒 ledger|📃 page with curl|📜 scroll|📄 page facing up|📰 newspaper|🗞️ rolled-up newspaper|📑 bookmark tabs
🔖 bookmark|🏷️ label|🪙 coin|💰 money bag|💴 yen banknote|💵 dollar banknote|💶 euro banknote|💷 pound banknote
💸 money with wings|💳 credit card|🧾 receipt|💹 chart increasing with yen|✉️ envelope|📧 e-mail|📨 incoming envelope
📤 outbox tray|📥 inbox tray|📦 package|📫 closed mailbox with raised flag|📪 closed mailbox with lowered flag
📬 open mailbox with raised flag|📭 open mailbox with lowered flag|📮 postbox|🗳️ ballot box with ballot|✏️ pencil
✒️ black nib|🖋️ fountain pen|🖊️ pen|🖌️ paintbrush|🖍️ crayon|📝 memo|💼 briefcase|📁 file folder|📂 open file folder
🗂️ card index dividers|📅 calendar|📆 tear-off calendar|🗒️ spiral notepad|🗓️ spiral calendar|📇 card index
📈 chart increasing|📉 chart decreasing|📊 bar chart|📋 clipboard|📌 pushpin|📍 round pushpin|📎 paperclip
🖇️ linked paperclips|📏 straight ruler|📐 triangular ruler|✂️ scissors|🗃️ card file box|🗄️ file cabinet
🗑️ wastebasket|🔒 locked|🔓 unlocked|🔏 locked with pen|🔐 locked with key|🔑 key|🗝️ old key|🔨 hammer|🪓 axe|⛏️ pick
⚒️ hammer and pick|🛠️ hammer and wrench|🗡️ dagger|⚔️ crossed swords|💣 bomb|🪃 boomerang|🛡️ shield|🪚 carpentry saw
🔧 wrench|🪛 screwdriver|🔩 nut and bolt|⚙️ gear|🗜️ clamp|⚖️ balance scale|🦯 white cane|🔗 link|⛓️ chains|🪝 hook
🧰 toolbox|🧲 magnet|🪜 ladder|⚗️ alembic|🧪 test tube|🧫 petri dish|🧬 dna|🔬 microscope|🔭 telescope
📡 satellite antenna|💉 syringe|🩸 drop of blood|💊 pill|🩹 adhesive bandage|🩼 crutch|🩺 stethoscope|🩻 x-ray|🚪 door
🛗 elevator|🪞 mirror|🪟 window|🛏️ bed|🛋️ couch and lamp|🚽 toilet|🪠 plunger|🚿 shower|🛁 bathtub|🪤 mouse trap
🪒 razor|🧴 lotion bottle|🧷 safety pin|🧹 broom|🧺 basket|🧻 roll of paper|🪣 bucket|🧼 soap|🫧 bubbles|🪥 toothbrush
🧽 sponge|🧯 fire extinguisher|🛒 shopping cart|🚬 cigarette|⚰️ coffin|🪦 headstone|⚱️ funeral urn|🧿 nazar amulet
🪬 hamsa|🗿 moai|🪧 placard|🪪 identification card|⚠️ warning|🚫 prohibited|☣️ biohazard|🛐 place of worship
⚛️ atom symbol|🕉️ om|✡️ star of David|☮️ peace symbol|🛜 wireless|✖️ multiply|➕ plus|➖ minus|➗ divide
🟰 heavy equals sign|♾️ infinity|‼️ double exclamation mark|⁉️ exclamation question mark|❓ red question mark
❔ white question mark|❕ white exclamation mark|❗ red exclamation mark|♻️ recycling symbol|☑️ check box with check
✔️ check mark|❌ cross mark|✴️ eight-pointed star|❇️ sparkle|ℹ️ information|🔺 red triangle pointed up
🔻 red triangle pointed down|🏁 chequered flag|🚩 triangular flag|🏳️‍🌈 rainbow flag
`;

/** An emoji with its name. */
export interface Emoji {
  readonly emoji: string;
  readonly name: string;
}

export const emoji: readonly Emoji[] = TABLE.trim()
  .split(/[|\n]/)
  .map(entry => {
    const space = entry.indexOf(" ");
    return { emoji: entry.slice(0, space), name: entry.slice(space + 1) };
  });
