package forecasts

import (
	"context"
	"os"
	"testing"

	"kept/internal/datatest"
)

func BenchmarkTasks(b *testing.B) {
	dir := datatest.Path(b, "forecast/task2/"+os.Getenv("SET"))
	f, _ := os.Open(dir + "/tasks.csv.gz")
	r, err := ReadRows("x", f)
	if err != nil {
		b.Fatal(err)
	}
	q, _ := os.Open(dir + "/queries_dev.csv.gz")
	asks, err := r.RowQuestions("x", q)
	if err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := r.Forecast(context.Background(), asks[:400]); err != nil {
			b.Fatal(err)
		}
	}
}
