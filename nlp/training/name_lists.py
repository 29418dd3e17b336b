"""Lists that invented sentences draw their names from: given names, surnames, places, authorities, trades, societies.

Names as they are (facts); they are mixed at random, so that no person is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GIVEN_ABROAD = """
Amir Fatima Mohammed Ahmed Hassan Aisha Leyla Zeynep Mehmet Yusuf Ali Omar Khadija Samira Nadia Karim Reza Parisa Shirin
Dariush Maryam Goran Dragan Milica Jelena Zoran Ivana Aleksandra Agnieszka Piotr Katarzyna Tomasz Wojciech Olga Svetlana
Dmitri Natalia Pavel Carlos Maria José Lucía Javier Fernanda Tariq Abdi Hodan Ayan Tesfaye Selam Yonas Nguyen Linh Minh
Mei Wei Jing Hiroshi Yuki Priya Rahul Anjali Kwame Amina Ifeoma Chidi Johanna Matti Päivi Jukka Tuula Seppo Riitta Mikko
Aino Ole Kirsten Bjarne Sigrid Giovanni Chiara Jean-Pierre Amélie Hans-Jürgen Ursula Nikos Eleni Ismail Azra Emir Selma
""".split()
SURNAMES_ABROAD = """
Hosseini Rahimi Al-Hassan Haddad Khalil Yılmaz Demir Şahin Kaya Abdullahi Farah Warsame Ahmadi Karimi Tehrani Nguyen
Tran Chen Wang Tanaka Kumar Patel Okafor Mensah Tesfai Berhane Petrović Jovanović Kovačević Hadžić Nowak Kowalski
Wiśniewska Ivanova Petrov Sokolov García López Fernández Silva Moreira Rossi Bianchi Papadakis Korhonen Virtanen Mäkinen
Niemi Hansen Olsen Jørgensen Müller Schröder Dubois Lefèvre O'Brien McCarthy Begić Osman Yusuf Mohamud Ibrahim Aydın
""".split()
SURNAMES_NOBLE = (
    "von Essen,von Wachenfeldt,af Klintberg,af Sandeberg,de Besche,de Verdier,von Schantz,af Ekenstam,von Heidenstam,"
    "de Maré,Lagercrantz,Gyllenhammar,Ehrensvärd,Rosenblad,Silfverstolpe,von Rosen,af Trolle,de la Motte"
).split(",")
SURNAME_FIRST = (
    "Berg Lind Ek Sjö Ström Dal Alm Björk Gran Hag Holm Lund Nord Ny Öst Söder Väst Sand Sten Hed Häll Fors".split()
)
SURNAME_LAST = "berg ström gren man kvist lund dahl qvist blad roth stedt ling fors vall bäck strand mark holm".split()
PATRONYMICS = (
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Jansson "
    "Hansson Bengtsson Jönsson Carlsson Petersson Magnusson Lindh Olofsson Axelsson Fredriksson Henriksson Mattsson"
).split()
GIVEN = (
    "Anna Eva Karin Kristina Lena Birgitta Ingrid Marie Sofia Elin Emma Hanna Sara Johan Erik Lars Anders Per Mikael "
    "Jan "
    "Hans Peter Fredrik Nils Gunnar Sven Bengt Bo Gösta Åke Östen Ulf Kjell Leif Göran Lennart Rolf Stig Roland Arne "
    "Tore "
    "Maj-Britt Ann-Marie Britt-Inger Karl-Erik Lars-Göran Per-Olof Sven-Erik Ulla-Britt Inga-Lill Bror Ture Rut "
    "Majken Siv "
    "Vera Alva Ebba Tuva Linnea Hugo Elsa Axel Love Tyra Signe Moa Wilma Ida Jonas Björn Jesper Rikard Torbjörn Ylva "
    "Åsa"
).split()  # fmt: skip
PLACE_FIRST = (
    "Björk Ek Alm Sten Sand Häll Fors Berg Kvarn Kyrk Skol Ström Åker Ängs Hav Sjö Norr Söder Väster Öster Lund Tall "
    "Gran Rönn "
    "Hassel Lill Stor Ny Gammel Brunns Slotts Prost Smed Hammar Fisk Hamn Torp Hag Vik"
).split()  # fmt: skip
PLACE_LAST = (
    "vägen gatan torget parken backen gården skogen viken sjön ån holmen hult torp by sta arp hem lund boda tuna ås "
    "berga inge"
).split()  # fmt: skip
AUTHORITIES = (
    "Socialstyrelsen,Försäkringskassan,Arbetsförmedlingen,Kriminalvården,Skolverket,Skolinspektionen,Boverket,"
    "Trafikverket,"
    "Naturvårdsverket,Migrationsverket,Polismyndigheten,Polisen,Folkhälsomyndigheten,Statens institutionsstyrelse,"
    "Inspektionen för vård och omsorg,Konsumentverket,Livsmedelsverket,Arbetsmiljöverket,Riksantikvarieämbetet,"
    "Lantmäteriet,Datainspektionen,Integritetsskyddsmyndigheten,Barnombudsmannen,Diskrimineringsombudsmannen,"
    "Myndigheten för samhällsskydd och beredskap,Transportstyrelsen,Sveriges Kommuner och Landsting,SKL,"
    "Sveriges Kommuner och Regioner,SKR,Kommunförbundet,Förvaltningsrätten,Kammarrätten,Justitieombudsmannen,JO,"
    "Konkurrensverket,Upphandlingsmyndigheten,Socialdepartementet,Finansdepartementet,Mark- och "
    "miljödomstolen,Tingsrätten,"
    "Post- och telestyrelsen,Energimyndigheten,Skogsstyrelsen,Kulturrådet,Statens kulturråd,Kronofogden,Skatteverket,"
    "Socialdemokraterna,Moderaterna,Vänsterpartiet,Miljöpartiet,Centerpartiet,Liberalerna,Kristdemokraterna,"
    "Sverigedemokraterna,Folkpartiet,Lärarförbundet,Kommunal,Vision,Vårdförbundet,Röda Korset,Rädda Barnen,Svenska "
    "kyrkan,"
    "Frälsningsarmén,Hyresgästföreningen,Naturskyddsföreningen,Riksteatern,Studiefrämjandet,PRO,SPF,RFSL,ABF,Attendo,"
    "Vardaga"
).split(",")
TRADES = (
    "Bygg,Åkeri,Omsorg,Assistans,Fastigheter,Entreprenad,Städ,Vård,Taxi,Måleri,Förskola,Friskola,Hemtjänst,Konsult,"
    "Energi,"
    "Bostäder,Buss,Maskin,Schakt,Invest,Restaurang,Krog,Café,Catering,Teknik,Data,Miljö,Återvinning,Trädgård,El"
).split(",")
SOCIETIES = (
    "villaägareförening,vägförening,samfällighetsförening,byalag,hembygdsförening,pensionärsförening,ryttarförening,"
    "bostadsrättsförening,fiskevårdsförening,kulturförening,scoutkår,idrottsförening,bygdegårdsförening,"
    "företagarförening,"
    "ekonomiska förening,koloniträdgårdsförening,musikförening,hundklubb,båtklubb,tennisklubb,teaterförening"
).split(",")
PURPOSES = (
    "Hoppet,Gläntan,Stegvis,Fyren,Hemmet,Tillsammans,Kompassen,Solstrålen,Källan,Ljuset,Bron,Ankaret,Vingen,Oasen,"
    "Stjärnan,"
    "Trädet,Nya Vägar,Barnens Bästa,Gemenskap,Livet,Kraften,Mötesplatsen,Lyktan,Regnbågen"
).split(",")

TITLES = (
    "rektor,enhetschef,utredare,ekonom,controller,socialchef,förvaltningschef,planarkitekt,samordnare,projektledare,"
    "jurist,"
    "kommundirektör,nämndsekreterare,registrator,miljöinspektör,biståndshandläggare,kommunalråd,ordförande,borgarråd,"
    "verksamhetschef,avdelningschef,strateg,stadsträdgårdsmästare,kurator,bibliotekarie,områdeschef,tf "
    "chef,docent,kyrkoherde"
).split(",")
MOVEMENTS = (
    "Friluftsfrämjandet,Hembygdsförbundet,Båtunionen,Konstfrämjandet,Sensus,Bilda,Medborgarskolan,Folkuniversitetet,"
    "Kooperationen,"
    "Riksidrottsförbundet,Telia,Skanska,NCC,Eon,Ellevio,Postnord,Keolis,Nobina,Samhall,Almi,Coop,Ikea,Vattenfall,"
    "Fortum,Humana,"
    "Ungdomsringen,Funktionsrätt Sverige,FUB,Attention,Astma- och Allergiförbundet,Synskadades Riksförbund,Unga "
    "Örnar,KFUM"
).split(",")


@dataclass(frozen=True)
class NameLists:
    """Given names, surnames and place names that the frames are filled with."""

    given: Sequence[str]
    surnames: Sequence[str]
    places: Sequence[str]
