/** First and last names by where someone works. Written as people write them; an address is made from the Latin form. */
export type NamePool = {
  location: string;
  dialCode: string;
  first: readonly string[];
  last: readonly string[];
};

const words = (text: string) => text.split(" ");

export const NAME_POOLS: readonly NamePool[] = [
  {
    location: "Helsinki",
    dialCode: "+358 40",
    first: words("Aino Eero Helmi Juhani Kaisa Lauri Matti Oona Päivi Sami Tuuli Väinö Eeva Heikki"),
    last: words("Hämäläinen Järvinen Korhonen Laine Mäkinen Nieminen Rantala Virtanen Lehtonen Salmi"),
  },
  {
    location: "Malmö",
    dialCode: "+46 70",
    first: words("Åsa Björn Elin Gustav Hanna Johan Linnéa Oskar Sara Viktor Malin Nils"),
    last: words("Andersson Bergström Dahl Ek Forsberg Höglund Lindqvist Nyström Sjöberg Åkesson"),
  },
  {
    location: "Hamburg",
    dialCode: "+49 151",
    first: words("Anke Jürgen Katrin Lukas Mareike Sören Tobias Ulrike Zeynep Emre Friederike Jan"),
    last: words("Böhm Groß Krüger Müller Schäfer Vogt Weiß Yılmaz Kaya Petersen Jansen Kühn"),
  },
  {
    location: "Lyon",
    dialCode: "+33 6",
    first: words("Amélie Benoît Chloé Étienne François Inès Jérôme Lucie Noémie Rémi Aïcha Yanis"),
    last: words("Bernard Chevalier Dubois Fournier Girard Lefèvre Moreau Rousseau Benali Traoré"),
  },
  {
    location: "Kraków",
    dialCode: "+48 601",
    first: words("Agnieszka Bartosz Ewa Grzegorz Joanna Krzysztof Łukasz Małgorzata Paweł Zofia"),
    last: words("Dąbrowska Jankowski Kowalski Lewandowska Nowak Wiśniewski Wójcik Zieliński Król"),
  },
  {
    location: "Lisbon",
    dialCode: "+351 91",
    first: words("António Beatriz Catarina Duarte Inês João Luís Mariana Rui Sofia Tomás Vitória"),
    last: words("Almeida Carvalho Conceição Fernandes Gonçalves Magalhães Oliveira Simões Teixeira"),
  },
  {
    location: "Kyiv",
    dialCode: "+380 67",
    first: words("Олена Андрій Ірина Дмитро Катерина Михайло Наталія Сергій Юлія Тарас"),
    last: words("Бондаренко Коваленко Мельник Шевченко Ткаченко Кравченко Олійник Лисенко"),
  },
  {
    location: "Athens",
    dialCode: "+30 694",
    first: words("Ελένη Γιώργος Κατερίνα Νίκος Σοφία Δημήτρης Μαρία Κώστας"),
    last: words("Παπαδόπουλος Βασιλείου Νικολάου Γεωργίου Αντωνίου Οικονόμου"),
  },
  {
    location: "Nairobi",
    dialCode: "+254 712",
    first: words("Achieng Baraka Faith Juma Kamau Makena Njeri Otieno Wanjiru Zawadi Brian Grace"),
    last: words("Kariuki Kimani Mutua Mwangi Njoroge Ochieng Odhiambo Wafula Cheruiyot Kiplagat"),
  },
  {
    location: "Bengaluru",
    dialCode: "+91 98450",
    first: words("Aarav Ananya Deepa Ishaan Kavya Lakshmi Nikhil Priya Rohan Sanjay Vidya Zara"),
    last: words("Bhat Desai Gupta Iyer Kulkarni Menon Nair Rao Shetty Varma Krishnamurthy"),
  },
  {
    location: "Osaka",
    dialCode: "+81 90",
    first: words("Aiko Daiki Haruto Kenji Mei Naomi Ren Sakura Takumi Yui"),
    last: words("Fujimoto Hayashi Ito Kobayashi Matsumoto Nakamura Sato Tanaka Watanabe Yamada"),
  },
  {
    location: "São Paulo",
    dialCode: "+55 11",
    first: words("Camila Davi Fernanda Gabriel Isabela Júlia Lucas Mateus Rafaela Thiago Yasmin"),
    last: words("Araújo Barbosa Cardoso Lima Nascimento Ribeiro Rocha Souza Vieira Brandão"),
  },
];

const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  ł: "l",
  ı: "i",
  ø: "o",
  æ: "ae",
  đ: "d",
  ...{
    а: "a",
    б: "b",
    в: "v",
    г: "h",
    д: "d",
    е: "e",
    є: "ie",
    ж: "zh",
    з: "z",
    и: "y",
    і: "i",
    ї: "i",
    й: "i",
  },
  ...{
    к: "k",
    л: "l",
    м: "m",
    н: "n",
    о: "o",
    п: "p",
    р: "r",
    с: "s",
    т: "t",
    у: "u",
    ф: "f",
    х: "kh",
    ц: "ts",
  },
  ч: "ch",
  ш: "sh",
  щ: "shch",
  ь: "",
  ю: "iu",
  я: "ia",
  ...{
    α: "a",
    β: "v",
    γ: "g",
    δ: "d",
    ε: "e",
    ζ: "z",
    η: "i",
    θ: "th",
    ι: "i",
    κ: "k",
    λ: "l",
    μ: "m",
    ν: "n",
  },
  ξ: "x",
  ο: "o",
  π: "p",
  ρ: "r",
  σ: "s",
  ς: "s",
  τ: "t",
  υ: "y",
  φ: "f",
  χ: "ch",
  ψ: "ps",
  ω: "o",
};

/** The name in the letters of an e-mail address. */
export function latin(name: string): string {
  const composed = name.toLowerCase().replace(/[іїй]/g, (letter) => LETTERS[letter] ?? "");
  const bare = composed.normalize("NFD").replace(/\p{M}/gu, "");
  return [...bare]
    .map((letter) => LETTERS[letter] ?? letter)
    .join("")
    .replace(/[^a-z]/g, "");
}
