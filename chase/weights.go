package chase

const englishBias = bias

var englishWeights = weights

var learned = map[string]float64{}
