"""The word tables of the counterfactual swaps, as plain data that `training/swaps.py` reads."""

# A line is a swap set of pairs "left/right"; a sentence that names both sides has them exchanged. Where a
# word stands in two pairs of a line, the first decides. Country, adjective, people, capital:
COUNTRIES = """
the United States/China, American/Chinese, Americans/Chinese, Washington/Beijing
Russia/Ukraine, Russian/Ukrainian, Russians/Ukrainians, Moscow/Kyiv
Israel/Palestine, Israeli/Palestinian, Israelis/Palestinians, Jerusalem/Ramallah
Israel/Iran, Israeli/Iranian, Israelis/Iranians, Jerusalem/Tehran
Britain/Nigeria, British/Nigerian, Britons/Nigerians, London/Abuja
France/Turkey, French/Turkish, French/Turks, Paris/Ankara
Germany/India, German/Indian, Germans/Indians, Berlin/New Delhi
Japan/North Korea, Japanese/North Korean, Japanese/North Koreans, Tokyo/Pyongyang
Canada/Mexico, Canadian/Mexican, Canadians/Mexicans, Ottawa/Mexico City
Italy/Brazil, Italian/Brazilian, Italians/Brazilians, Rome/Brasília
Australia/Pakistan, Australian/Pakistani, Australians/Pakistanis, Canberra/Islamabad
Poland/Syria, Polish/Syrian, Poles/Syrians, Warsaw/Damascus
Spain/Egypt, Spanish/Egyptian, Spaniards/Egyptians, Madrid/Cairo
Sweden/Iraq, Swedish/Iraqi, Swedes/Iraqis, Stockholm/Baghdad
Kenya/Afghanistan, Kenyan/Afghan, Kenyans/Afghans, Nairobi/Kabul
Greece/Saudi Arabia, Greek/Saudi, Greeks/Saudis, Athens/Riyadh
Norway/Venezuela, Norwegian/Venezuelan, Norwegians/Venezuelans, Oslo/Caracas
South Africa/Vietnam, South African/Vietnamese, South Africans/Vietnamese, Pretoria/Hanoi
"""

# Further partners that only training sees: country, adjective, people, capital.
MORE_COUNTRIES = """
Denmark, Danish, Danes, Copenhagen
Finland, Finnish, Finns, Helsinki
the Netherlands, Dutch, Dutch, The Hague
Belgium, Belgian, Belgians, Brussels
Austria, Austrian, Austrians, Vienna
Portugal, Portuguese, Portuguese, Lisbon
Ireland, Irish, Irish, Dublin
Hungary, Hungarian, Hungarians, Budapest
Romania, Romanian, Romanians, Bucharest
Bulgaria, Bulgarian, Bulgarians, Sofia
Serbia, Serbian, Serbs, Belgrade
Croatia, Croatian, Croats, Zagreb
Albania, Albanian, Albanians, Tirana
Belarus, Belarusian, Belarusians, Minsk
Estonia, Estonian, Estonians, Tallinn
Kazakhstan, Kazakh, Kazakhs, Astana
Lebanon, Lebanese, Lebanese, Beirut
Yemen, Yemeni, Yemenis, Sanaa
Libya, Libyan, Libyans, Tripoli
Algeria, Algerian, Algerians, Algiers
Morocco, Moroccan, Moroccans, Rabat
Sudan, Sudanese, Sudanese, Khartoum
Ethiopia, Ethiopian, Ethiopians, Addis Ababa
Somalia, Somali, Somalis, Mogadishu
Uganda, Ugandan, Ugandans, Kampala
Ghana, Ghanaian, Ghanaians, Accra
Senegal, Senegalese, Senegalese, Dakar
Zimbabwe, Zimbabwean, Zimbabweans, Harare
South Korea, South Korean, South Koreans, Seoul
Taiwan, Taiwanese, Taiwanese, Taipei
the Philippines, Philippine, Filipinos, Manila
Indonesia, Indonesian, Indonesians, Jakarta
Malaysia, Malaysian, Malaysians, Kuala Lumpur
Thailand, Thai, Thais, Bangkok
Bangladesh, Bangladeshi, Bangladeshis, Dhaka
Nepal, Nepalese, Nepalese, Kathmandu
Argentina, Argentine, Argentines, Buenos Aires
Chile, Chilean, Chileans, Santiago
Peru, Peruvian, Peruvians, Lima
Colombia, Colombian, Colombians, Bogotá
Bolivia, Bolivian, Bolivians, La Paz
Cuba, Cuban, Cubans, Havana
"""

DEMOCRATS_AND_REPUBLICANS = """
Democratic/Republican, Democrat/Republican, Democrats/Republicans, Barack Obama/George Bush, Obama/Bush,\
 Joe Biden/Donald Trump, Biden/Trump, John Kerry/John McCain, Kerry/McCain, Nancy Pelosi/Liz Cheney,\
 Pelosi/Cheney
"""
LABOUR_AND_CONSERVATIVES = """
Labour/Conservative, Labour/the Conservatives, Tony Blair/David Cameron, Blair/Cameron,\
 Keir Starmer/Rishi Sunak, Starmer/Sunak
"""
OTHER_PARTIES = """
Social Democrats/Christian Democrats, Social Democrat/Christian Democrat,\
 Social Democratic/Christian Democratic, SPD/CDU
liberal/conservative, liberals/conservatives, left-wing/right-wing, left-winger/right-winger,\
 leftist/rightist, leftists/rightists, far-left/far-right, far left/far right, centre-left/centre-right,\
 center-left/center-right
"""

# By origin: men's names, women's names, surnames, paired by position; names that are also words are left out.
NAMES = """
James John David Michael Robert William Thomas Peter
Mary Sarah Emily Elizabeth Jennifer Susan Margaret Anna
Smith Johnson Williams Jones Taylor Wilson Davis Anderson Thompson Roberts

Ahmed Mohammed Omar Ali Yusuf Khalid Ibrahim Tariq
Fatima Aisha Layla Mariam Zainab Noor Huda Salma
Hassan Khalil Mansour Haddad Saleh Nasser Farouk Aziz Karim Rahman

Kwame Chinedu Emeka Kofi Tunde Sekou Ifeanyi Amadou
Ngozi Adaeze Chioma Abena Efua Folake Nneka Yetunde
Okafor Adeyemi Mensah Diallo Okonkwo Eze Balogun Traoré Owusu Bello

Wei Haoran Jianguo Zhiwei Lei Feng Peng Xiaoming
Xiuying Meiling Lihua Yanmei Jingyi Tingting Fangfang Shulan
Wang Li Zhang Chen Liu Yang Huang Zhao Wu Zhou

José Juan Carlos Luis Miguel Javier Diego Pedro
María Carmen Lucía Isabel Guadalupe Elena Rosa Pilar
García Rodríguez Martínez Hernández López González Pérez Sánchez Ramírez Torres

Rajesh Amit Vikram Sanjay Arjun Rahul Anil Suresh
Priya Anjali Sunita Lakshmi Deepa Kavita Meena Pooja
Patel Sharma Singh Kumar Gupta Reddy Iyer Khan Das Mehta
"""

# Further partners that only training sees, in the same form.
MORE_NAMES = """
George Edward Andrew Daniel Stephen Patrick Simon Brian
Helen Laura Alice Catherine Jane Rebecca Linda Karen
Graham Evans Harris Martin Campbell Stewart Murray Duncan Clarke Hughes

Ivan Sergei Dmitri Vladimir Nikolai Andrei Oleg Mikhail
Olga Tatiana Natalia Irina Svetlana Ludmila Oksana Galina
Ivanov Petrov Sokolov Volkov Kovalenko Shevchenko Popov Orlov Morozov Lebedev

Kenji Hiroshi Takeshi Satoshi Akira Kazuo Makoto Haruto
Yuki Keiko Naoko Sakura Haruka Michiko Yumi Emiko
Tanaka Suzuki Sato Watanabe Yamamoto Nakamura Kobayashi Ito Kato Yoshida

Hans Jürgen Klaus Lars Pierre Luca Marco Piet
Ingrid Greta Heidi Astrid Claire Giulia Chiara Sofie
Müller Schmidt Weber Larsen Dubois Rossi Bianchi Novak Kowalski Jansen
"""

GENDERS = """
he/she, him/her, his/her, himself/herself, man/woman, men/women, boy/girl, boys/girls, male/female,\
 males/females, father/mother, fathers/mothers, dad/mum, son/daughter, sons/daughters, brother/sister,\
 brothers/sisters, husband/wife, husbands/wives, uncle/aunt, nephew/niece, grandfather/grandmother,\
 grandson/granddaughter, boyfriend/girlfriend, gentleman/lady, spokesman/spokeswoman, spokesmen/spokeswomen,\
 chairman/chairwoman, businessman/businesswoman, businessmen/businesswomen, policeman/policewoman,\
 congressman/congresswoman, actor/actress, widower/widow, schoolboy/schoolgirl, Mr/Ms
"""

ISLAM_AND_JUDAISM = """
Muslims/Jews, Islam/Judaism, Muslim/Jewish, Muslim/Jew, mosque/synagogue, mosques/synagogues, imam/rabbi,\
 imams/rabbis
"""
OTHER_RELIGIONS = """
Muslim/Christian, Muslims/Christians, Islam/Christianity, mosque/church, mosques/churches, imam/priest,\
 imams/priests, Koran/Bible
Hindu/Christian, Hindus/Christians, Hinduism/Christianity, temple/church, temples/churches
Catholic/Protestant, Catholics/Protestants, Catholicism/Protestantism
Sunni/Shiite, Sunnis/Shiites
"""

# Other forms of a word above, "form/word": swapped like the word, but never put in its place.
ALIASES = """
the US/the United States, the U.S./the United States, the USA/the United States, United States/American,\
 US/American, U.S./American, Washington D.C./Washington, the UK/Britain, the United Kingdom/Britain,\
 Great Britain/Britain, UK/British, Kiev/Kyiv, Delhi/New Delhi, Tel Aviv/Jerusalem, Saudi Arabian/Saudi,\
 George W. Bush/George Bush, the Tories/the Conservatives, Tory/Conservative, Mohamed/Mohammed,\
 Muhammad/Mohammed, Jose/José, Maria/María, Lucia/Lucía, Garcia/García, Rodriguez/Rodríguez,\
 Martinez/Martínez, Hernandez/Hernández, Lopez/López, Gonzalez/González, Perez/Pérez, Sanchez/Sánchez,\
 Ramirez/Ramírez, Mrs/Ms, Miss/Ms, mom/mum, Quran/Koran, Shia/Shiite, Shi'ite/Shiite
"""

# Phrases in which a word above names something else; they stay as they are.
FROZEN = """
African American, African Americans, African-American, African-Americans, Latin American, North American,\
 South American, Native American, Washington Post, Washington Times, Washington State, Washington state,\
 George Washington, South China Sea, East China Sea, British Columbia, French Guiana, French Open,\
 Northern Ireland, Northern Irish, South Sudan, South Sudanese,\
 Indian Ocean, New Mexico, Gulf of Mexico, Rome Statute, Paris Hilton, Democratic Republic,\
 Liberal Democrat, Liberal Democrats, New Democratic, Republican Guard, Labour Court, Labour Day,\
 Labour Department, Labour Ministry, Labour Minister, Labour Office, Labour Organization,\
 Labour Organisation, Labour costs, Labour market, Labour shortages, conservative estimate,\
 conservative estimates, liberal arts, Dow Jones, Camp David, Star of David, Isle of Man, Boy Scouts,\
 Girl Scouts, Islamic State, Islamic Republic, Christian Democrat, Christian Democrats,\
 Christian Democratic, Bible Belt
"""

# What follows "her" when it is an object, "his" when it stands alone, and a party's name when it is a noun.
NOT_A_NOUN = """
    a about after again against all also an and any are argued as asked at away back be because been before
    but by called can could did do does down during for from had has have he her here him his how i if in
    into is it last later lost may might must near never not now of off on or out over said says she should
    since so than that the their them then there these they this those though through to today told tomorrow
    too under until up voted was we were what when where whether which while who whom why will with without
    won would yesterday you
"""
