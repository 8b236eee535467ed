"""The demo's people: how often, their language, a range of numbers set aside for stories, where they live,
their names."""

from typing import NamedTuple

UK, US, FRANCE = "+447700900", "+120255501", "+3363998"  # three, two and four more digits


class People(NamedTuple):
    weight: int
    language: str
    numbers: str
    countries: list[str]
    firsts: list[str]
    lasts: list[str]


def _people(weight: int, language: str, numbers: str, countries: str, firsts: str, lasts: str) -> People:
    return People(weight, language, numbers, countries.split(), firsts.split(), lasts.split())


PEOPLE = [
    _people(
        30,
        "en",
        UK,
        "GB GB GB GB GB GB GB GB GB IE",
        "Amelia Olivia Grace Isla Poppy Freya Harriet Imogen Florence Beatrice Oliver Harry Jack George Noah"
        " Theo Alfie Edward Rupert Callum Rhys Fergus Niamh Ciara Siobhan Eoin Declan Morag",
        "Smith Jones Taylor Brown Williams Wilson Davies Evans Thomas Roberts Walker Wright Robinson Hughes"
        " Edwards Green Hall Wood Harris Clarke Murphy Kelly O'Brien Byrne McCarthy Campbell Stewart Fraser",
    ),
    _people(
        18,
        "en",
        US,
        "US US US US CA",
        "Emma Ava Sophia Mia Harper Ella Chloe Zoe Naomi Jasmine Aaliyah Destiny Liam Ethan Mason Logan Lucas"
        " Jayden Elijah Caleb Isaiah Malik Andre Marcus",
        "Johnson Miller Davis Anderson Jackson White Martin Thompson Moore Lee Clark Lewis Young Allen King"
        " Scott Hill Adams Nelson Carter Mitchell Washington Freeman Brooks",
    ),
    _people(
        10,
        "es",
        FRANCE,
        "ES",
        "Lucía Sofía Martina Valeria Ana Carmen Inés Pilar Rocío Hugo Mateo Martín Pablo Álvaro Javier"
        " Andrés Joaquín Íñigo",
        "García López Martínez Sánchez Pérez Gómez Fernández Ruiz Díaz Álvarez Muñoz Romero Navarro Ortiz"
        " Castillo Peña Núñez Ibáñez",
    ),
    _people(
        9,
        "fr",
        FRANCE,
        "FR FR FR FR FR BE",
        "Camille Léa Manon Chloé Inès Élodie Maëlle Zoé Hugo Louis Gabriel Raphaël Jules Théo Clément"
        " François Aurélien Benoît",
        "Martin Bernard Dubois Moreau Laurent Lefèvre Roux Fournier Girard Bonnet Mercier Lambert Faure"
        " Rousseau Chevalier Renaud Besançon Gauthier",
    ),
    _people(
        9,
        "de",
        FRANCE,
        "DE DE DE DE DE AT",
        "Hannah Mia Lena Leonie Marie Jana Käthe Jürgen Lukas Felix Jonas Maximilian Finn Björn Sören Günther"
        " Annika Heike",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Richter Klein Wolf"
        " Schröder Neumann Krüger Köhler",
    ),
    _people(
        6,
        "pl",
        UK,
        "PL PL GB",
        "Zofia Maja Julia Zuzanna Aleksandra Łucja Agnieszka Jakub Antoni Szymon Jan"
        " Franciszek Wojciech Michał",
        "Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski"
        " Kozłowski Jankowski",
    ),
    _people(
        6,
        "en",
        UK,
        "GB",
        "Priya Ananya Aisha Meera Kavya Neha Zara Arjun Rohan Vikram Aditya Imran Sanjay Karan",
        "Patel Sharma Singh Kumar Khan Nair Iyer Gupta Reddy Chowdhury Ahmed Hussain Rao Banerjee",
    ),
    _people(
        5,
        "en",
        US,
        "US US US CA GB",
        "Wei Mei Yuki Hana Sakura Minh Linh Jin Haruto Kenji Jisoo Minjun Thuy Aiko",
        "Chen Wang Li Zhang Liu Tanaka Sato Suzuki Nguyen Tran Kim Park Choi Yamamoto",
    ),
    _people(
        4,
        "en",
        UK,
        "GB GB GB GB FR",
        "Adaeze Chiamaka Ngozi Folake Amina Zainab Wanjiru Kwame Kofi Emeka Tunde Thabo Sipho Femi",
        "Okafor Adeyemi Mensah Boateng Okonkwo Balogun Mwangi Otieno Dlamini Nkosi Diallo Abubakar",
    ),
    _people(
        3,
        "sv",
        FRANCE,
        "SE",
        "Astrid Ebba Saga Freja Maja Åsa Nils Axel Lars Håkan Søren Øyvind",
        "Lindqvist Johansson Nilsson Bergström Åkesson Sjöberg Hansen Kjær Østergaard Halvorsen",
    ),
]
NOTES = [
    "Prefers e-mail to the phone, and mornings to evenings.",
    "Bought the lantern as a wedding present; asked for a gift card next time.",
    "Parcel goes to the neighbour at number 12 when nobody is in.",
    "Allergic to wool. Suggest cotton and linen.",
    "Runs a small café and orders mugs every autumn.",
    "Asked twice about the camp lights. Tell her when they are back.",
    "Sent a kind letter about the packaging. Thanked him.",
    "Size 41 fits better than 42 in the leather boots.",
    "Wants invoices made out to the company.",
    "Moved house in spring; the old address still shows up in the courier's list.",
    "First parcel was damaged. Replaced it the same day, all good.",
    "Would like to visit the workshop when it opens to guests.",
    "Leads a walking group of twelve. Asks before ordering for all of them.",
    "Speaks a little English; simple sentences work best.",
]
